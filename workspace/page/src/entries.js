// What fields hold, in the plain form that the server takes: text, an option's value, or a list of values.
const FIELDS = ["selected_option", "selected_options", "value", "selected_date", "selected_time"];
const REFERENCES = ["selected_user", "selected_channel", "selected_conversation"];

export function plainValue(entry) {
  if (!entry) return "";
  const field = [...FIELDS, ...REFERENCES].find((name) => name in entry);
  const held = entry[field];
  if (Array.isArray(held)) return held.map((option) => option.value);
  return held?.value ?? held ?? "";
}

export function plainValues(values) {
  const plain = (entries) => Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, plainValue(entry)]));
  return Object.fromEntries(Object.entries(values).map(([id, entries]) => [id, plain(entries)]));
}

// An untouched choice is null: an empty text is no option.
export const orNothing = (value) => (value === "" ? null : value);

export const optionsOf = (element) => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap((group) => group.options),
];
