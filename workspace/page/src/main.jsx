import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "slack-blocks-to-jsx/dist/style.css";
import { App } from "./App.jsx";
import "./styles/theme.css";
import "./styles/layout.css";
import "./styles/messages.css";
import "./styles/controls.css";
import "./styles/modal.css";

createRoot(document.getElementById("root")).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
