import { useState } from "react";
import { useWorkspace } from "./workspace.js";

// The newest message that was on screen in each channel, so that the others can show that there is more.
function useSeen(messages, current) {
  const [seen, setSeen] = useState({});
  const newest = {};
  for (const message of messages) newest[message.channel] = message.ts;
  if (newest[current.id] && seen[current.id] !== newest[current.id]) {
    setSeen({ ...seen, [current.id]: newest[current.id] });
  }
  return (id) => Boolean(newest[id]) && newest[id] !== seen[id] && id !== current.id;
}

function Entry({ channel, isCurrent, isUnread, onChoose }) {
  const sign = channel.is_direct ? "" : channel.is_private ? "🔒" : "#";
  return (
    <li>
      <button
        type="button"
        className={`channel ${isCurrent ? "current" : ""} ${isUnread ? "unread" : ""}`}
        aria-current={isCurrent ? "page" : undefined}
        onClick={() => onChoose(channel.id)}
      >
        {channel.is_direct ? <span className="bot-dot" aria-hidden="true" /> : <span className="sign">{sign}</span>}
        <span>{channel.name}</span>
        {isUnread && <span className="visually-hidden">, unread</span>}
      </button>
    </li>
  );
}

export function Sidebar({ current, onChoose, theme, onToggleTheme }) {
  const { team, channels, messages } = useWorkspace();
  const isUnread = useSeen(messages, current);
  const entry = (channel) => (
    <Entry
      key={channel.id}
      channel={channel}
      isCurrent={channel.id === current.id}
      isUnread={isUnread(channel.id)}
      onChoose={onChoose}
    />
  );
  return (
    <nav className="sidebar" aria-label="Channels">
      <header>
        <h1>{team}</h1>
        <span className="badge" title="Everything here is in memory on this machine">
          local workspace
        </span>
      </header>
      <h2>Channels</h2>
      <ul>{channels.filter((one) => !one.is_direct).map(entry)}</ul>
      <h2>Apps</h2>
      <ul>{channels.filter((one) => one.is_direct).map(entry)}</ul>
      <footer>
        <button type="button" className="theme" onClick={onToggleTheme}>
          {theme === "dark" ? "☀ Light theme" : "☾ Dark theme"}
        </button>
      </footer>
    </nav>
  );
}
