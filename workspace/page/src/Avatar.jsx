const COLOURS = ["#2b7a78", "#b5541c", "#5b5bd6", "#a8326b", "#3b7dd8"];

export function Avatar({ person }) {
  if (person.name === "slackbot") {
    return (
      <span className="avatar slackbot" aria-hidden="true">
        ☻
      </span>
    );
  }
  if (person.is_bot) {
    return (
      <span className="avatar bot" aria-hidden="true">
        <svg viewBox="0 0 16 16">
          <path d="M4 12V7m4 5V4m4 8V9" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
      </span>
    );
  }
  const letters = person.real_name.split(" ").map((word) => word[0]);
  const sum = [...person.id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return (
    <span className="avatar" aria-hidden="true" style={{ background: COLOURS[sum % COLOURS.length] }}>
      {letters.join("")}
    </span>
  );
}
