import { useEffect, useState } from "react";

const DARK = "(prefers-color-scheme: dark)";

// The theme in use and a function that switches it; the system's choice holds until somebody switches.
export function useTheme() {
  const [chosen, setChosen] = useState(() => localStorage.getItem("theme"));
  const [system, setSystem] = useState(() => (matchMedia(DARK).matches ? "dark" : "light"));
  const theme = chosen ?? system;
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = () => setSystem(query.matches ? "dark" : "light");
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const toggle = () => {
    const other = theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", other);
    setChosen(other);
  };
  return [theme, toggle];
}
