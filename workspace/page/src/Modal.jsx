import { useEffect, useRef, useState } from "react";
import { Blocks } from "./Blocks.jsx";
import { orNothing, plainValues } from "./entries.js";
import { Field } from "./Fields.jsx";
import { perform } from "./workspace.js";

function Input({ block, value, error, onChange }) {
  const id = `${block.block_id}/${block.element.action_id}`;
  return (
    <div className={`field ${error ? "wrong" : ""}`} data-block-id={block.block_id}>
      <label htmlFor={id}>
        {block.label.text}
        {block.optional && <span className="optional"> (optional)</span>}
      </label>
      <Field
        element={block.element}
        id={id}
        label={block.label.text}
        value={value}
        onChange={onChange}
        dispatches={block.dispatch_action}
      />
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      {block.hint && <p className="hint">{block.hint.text}</p>}
    </div>
  );
}

// Escape closes, and Tab stays inside.
function useDialog(onClose) {
  const dialog = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    (dialog.current.querySelector("input, select, textarea") ?? dialog.current.querySelector("button")).focus();
    const escape = (event) => event.key === "Escape" && onClose();
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("keydown", escape);
      before?.focus?.();
    };
  }, []);
  const onKeyDown = (event) => {
    if (event.key !== "Tab") return;
    const stops = [...dialog.current.querySelectorAll("button, input, select, textarea, a[href]")].filter(
      (one) => !one.disabled,
    );
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement === edge) {
      event.preventDefault();
      (event.shiftKey ? stops.at(-1) : stops[0]).focus();
    }
  };
  return { ref: dialog, onKeyDown };
}

function Foot({ view, isBusy, onClose, problem }) {
  return (
    <footer>
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      <button type="button" className="button" onClick={onClose}>
        {view.close?.text ?? "Cancel"}
      </button>
      {view.submit && (
        <button type="submit" className="button primary" disabled={isBusy}>
          {isBusy && <span className="spinner" aria-hidden="true" />}
          {view.submit.text}
        </button>
      )}
    </footer>
  );
}

export function Modal({ view }) {
  const [values, setValues] = useState(() => plainValues(view.state.values));
  const [isBusy, setBusy] = useState(false);
  const [failures, setFailures] = useState([]);
  const close = () => perform("close", { view: view.id });
  const dialog = useDialog(close);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFailures(await perform("submit", { view: view.id, values: sent(values) }));
    setBusy(false);
  };
  const enter = (block, next, isFinal = true) => {
    const { action_id } = block.element;
    const changed = { ...values, [block.block_id]: { ...values[block.block_id], [action_id]: next } };
    setValues(changed);
    if (!block.dispatch_action || !(isFinal || reportsEachCharacter(block))) return;
    perform("act", { view: view.id, action_id, block_id: block.block_id, value: next, values: sent(changed) });
  };
  return (
    <div className="backdrop">
      <form
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-label={view.title.text}
        onSubmit={submit}
        noValidate
        {...dialog}
      >
        <header>
          <h2>{view.title.text}</h2>
          <button type="button" className="close" aria-label="Close" onClick={close}>
            ✕
          </button>
        </header>
        <div className="modal-body">
          {view.blocks.map((block) =>
            block.type === "input" ? (
              <Input
                key={block.block_id}
                block={block}
                value={values[block.block_id]?.[block.element.action_id] ?? ""}
                error={view.errors[block.block_id]}
                onChange={(next, isFinal) => enter(block, next, isFinal)}
              />
            ) : (
              <Blocks
                key={block.block_id}
                blocks={[block]}
                place={{ view: view.id }}
                values={view.state.values}
                entered={sent(values)}
                onFailures={setFailures}
              />
            ),
          )}
        </div>
        <Foot view={view} isBusy={isBusy} onClose={close} problem={view.errors[""] ?? failures[0]} />
      </form>
    </div>
  );
}

const sent = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([block, entries]) => [
      block,
      Object.fromEntries(Object.entries(entries).map(([action, value]) => [action, orNothing(value)])),
    ]),
  );

const reportsEachCharacter = (block) =>
  block.element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered") ?? false;
