"""An Estimate as text, markdown, CSV or JSON: strings out, nothing computed."""
