// Elements of messages that can be acted on: each reports what was done as soon as it is done.
import { useEffect, useRef, useState } from "react";
import { plainValue } from "./entries.js";
import { Field } from "./Fields.jsx";

// Runs one action at a time and says whether it is under way.
function useBusy(onAct) {
  const [isBusy, setBusy] = useState(false);
  const run = async (result) => {
    setBusy(true);
    await onAct(result);
    setBusy(false);
  };
  return [isBusy, run];
}

function Confirmation({ question, onYes, onNo }) {
  return (
    <div className="confirmation" role="alertdialog" aria-label={question.title?.text ?? "Are you sure?"}>
      <strong>{question.title?.text ?? "Are you sure?"}</strong>
      <p>{question.text.text}</p>
      <button type="button" className="button" onClick={onNo}>
        {question.deny?.text ?? "Cancel"}
      </button>
      <button type="button" className={`button ${question.style ?? "primary"}`} onClick={onYes} autoFocus>
        {question.confirm?.text ?? "Yes"}
      </button>
    </div>
  );
}

function Button({ element, onAct }) {
  const [isBusy, run] = useBusy(onAct);
  const [isAsking, setAsking] = useState(false);
  const press = () => {
    if (element.url) window.open(element.url, "_blank", "noopener");
    run();
  };
  return (
    <span className="asking">
      <button
        type="button"
        className={`button ${element.style ?? ""}`}
        data-action-id={element.action_id}
        aria-label={element.accessibility_label}
        aria-busy={isBusy}
        disabled={isBusy}
        onClick={() => (element.confirm ? setAsking(true) : press())}
      >
        {isBusy && <span className="spinner" aria-hidden="true" />}
        {element.text.text}
      </button>
      {isAsking && (
        <Confirmation
          question={element.confirm}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            press();
          }}
        />
      )}
    </span>
  );
}

function Overflow({ element, onAct }) {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, run] = useBusy(onAct);
  const menu = useRef(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    menu.current.querySelector("[role=menuitem]").focus();
    const outside = (event) => !menu.current.contains(event.target) && setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [isOpen]);
  const move = (event) => {
    if (event.key === "Escape") setOpen(false);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...menu.current.querySelectorAll("[role=menuitem]")];
    items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus();
  };
  const choose = (option) => {
    setOpen(false);
    if (option.url) window.open(option.url, "_blank", "noopener");
    run(option.value ?? option.text.text);
  };
  return (
    <span className="overflow" ref={menu} onKeyDown={move}>
      <button
        type="button"
        className="button dots"
        data-action-id={element.action_id}
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isBusy}
        onClick={() => setOpen(!isOpen)}
      >
        {isBusy ? <span className="spinner" aria-hidden="true" /> : "⋯"}
      </button>
      {isOpen && (
        <ul role="menu" className="menu">
          {element.options.map((option) => (
            <li key={option.value ?? option.text.text} role="none">
              <button type="button" role="menuitem" onClick={() => choose(option)}>
                {option.text.text}
                {option.description && <small>{option.description.text}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

function Choice({ element, value, onAct }) {
  const [isBusy, run] = useBusy(onAct);
  const [held, setHeld] = useState(() => plainValue(value) || initial(element));
  const change = (next, isFinal = true) => {
    setHeld(next);
    if (isFinal) run(next);
  };
  return <Field element={element} value={held} onChange={change} label={element.placeholder?.text} isBusy={isBusy} />;
}

function initial(element) {
  if (element.initial_options) return element.initial_options.map((option) => option.value);
  return element.initial_option?.value ?? element.initial_value ?? element.initial_date ?? "";
}

export function Element({ element, value, onAct }) {
  if (element.type === "button" || element.type === "workflow_button") return <Button element={element} onAct={onAct} />;
  if (element.type === "overflow") return <Overflow element={element} onAct={onAct} />;
  return <Choice element={element} value={value} onAct={onAct} />;
}
