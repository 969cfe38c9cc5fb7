// Fields that hold a value: in modals, and in messages where they report at once.
import { optionsOf } from "./entries.js";
import { useWorkspace } from "./workspace.js";

const TEXT_TYPES = { number_input: "text", email_text_input: "email", url_text_input: "url", plain_text_input: "text" };

function TextField({ element, value, onChange, common }) {
  const shared = {
    ...common,
    value,
    placeholder: element.placeholder?.text,
    maxLength: element.max_length,
    onChange: (event) => onChange(event.target.value, false),
  };
  const enter = (event) => {
    if (event.key === "Enter" && !event.shiftKey && common["data-dispatches"]) {
      event.preventDefault();
      onChange(event.target.value, true);
    }
  };
  if (element.multiline) return <textarea {...shared} rows={4} />;
  const mode = element.type === "number_input" ? "decimal" : undefined;
  return <input {...shared} type={TEXT_TYPES[element.type]} inputMode={mode} autoComplete="off" onKeyDown={enter} />;
}

function Options({ options }) {
  return options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.text.text}
    </option>
  ));
}

function Select({ element, value, onChange, common }) {
  return (
    <select {...common} value={value ?? ""} onChange={(event) => onChange(event.target.value)}>
      <option value="" disabled>
        {element.placeholder?.text ?? "Choose an option"}
      </option>
      {element.option_groups?.map((group) => (
        <optgroup key={group.label.text} label={group.label.text}>
          <Options options={group.options} />
        </optgroup>
      ))}
      <Options options={element.options ?? []} />
    </select>
  );
}

function Ticks({ element, value, onChange, common }) {
  const isMany = element.type !== "radio_buttons";
  const held = isMany ? value || [] : [value];
  const toggle = (one) => {
    if (!isMany) return onChange(one);
    return onChange(held.includes(one) ? held.filter((other) => other !== one) : [...held, one]);
  };
  return (
    <div className="ticks" role={isMany ? "group" : "radiogroup"} aria-label={common["aria-label"]}>
      {optionsOf(element).map((option) => (
        <label key={option.value}>
          <input
            type={isMany ? "checkbox" : "radio"}
            name={common.id}
            checked={held.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          <span>
            {option.text.text}
            {option.description && <small>{option.description.text}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

function useReferences(type) {
  const { people, channels } = useWorkspace();
  const named = (id, name) => ({ value: id, text: { text: name } });
  if (type === "users_select") return Object.values(people).map((one) => named(one.id, one.real_name));
  return channels.map((one) => named(one.id, `#${one.name}`));
}

export function Field({ element, value, onChange, label, id, isBusy = false, dispatches = false }) {
  const references = useReferences(element.type);
  const common = {
    id: id ?? element.action_id,
    "aria-label": label,
    "data-action-id": element.action_id,
    "data-dispatches": dispatches || undefined,
    disabled: isBusy,
  };
  const shared = { element, value, onChange, common };
  if (element.type in TEXT_TYPES) return <TextField {...shared} />;
  if (["checkboxes", "radio_buttons", "multi_static_select"].includes(element.type)) return <Ticks {...shared} />;
  if (["users_select", "channels_select", "conversations_select"].includes(element.type)) {
    return <Select {...shared} element={{ ...element, options: references }} />;
  }
  if (element.type === "datepicker" || element.type === "timepicker") {
    const type = element.type === "datepicker" ? "date" : "time";
    return <input {...common} type={type} value={value} onChange={(event) => onChange(event.target.value)} />;
  }
  if (element.type === "static_select") return <Select {...shared} />;
  return <em>The local workspace cannot show {element.type}.</em>;
}
