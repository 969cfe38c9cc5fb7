import { useState } from "react";
import { Avatar } from "./Avatar.jsx";
import { Blocks, Markup } from "./Blocks.jsx";
import { perform, timeOf, useWorkspace } from "./workspace.js";

function Toolbar({ message, channel, onReply }) {
  const { shortcuts } = useWorkspace();
  const isPinned = channel.pins.includes(message.ts);
  const place = { channel: message.channel, ts: message.ts };
  return (
    <div className="toolbar" role="toolbar" aria-label="Message actions">
      {onReply && (
        <button type="button" onClick={() => onReply(message.ts)}>
          Reply in thread
        </button>
      )}
      <button type="button" onClick={() => perform("pin", place)}>
        {isPinned ? "Unpin" : "Pin"}
      </button>
      {shortcuts
        .filter((one) => one.on_messages)
        .map((one) => (
          <button
            key={one.callback_id}
            type="button"
            onClick={() => perform("shortcut", { ...place, callback_id: one.callback_id })}
          >
            {one.name}
          </button>
        ))}
    </div>
  );
}

function OnlyYou({ message }) {
  const dismiss = () => perform("dismiss", { channel: message.channel, ts: message.ts });
  return (
    <p className="only-you">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M10 4C5.5 4 2.4 7.4 1.3 10c1.1 2.6 4.2 6 8.7 6s7.6-3.4 8.7-6C17.6 7.4 14.5 4 10 4Zm0 10a4 4 0 1 1 0-8 4 4 0 0 1 0 8Zm0-2.2a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z" />
      </svg>
      Only visible to you
      <button type="button" className="link" onClick={dismiss}>
        Dismiss
      </button>
    </p>
  );
}

function Failures({ sentences }) {
  if (!sentences.length) return null;
  return (
    <p className="failure" role="alert">
      ⚠ {sentences.join(" · ")}
    </p>
  );
}

function Body({ message }) {
  const [failures, setFailures] = useState([]);
  const place = { channel: message.channel, ts: message.ts };
  if (!message.blocks?.length) {
    return (
      <div className="plain">
        <Markup text={message.text} />
      </div>
    );
  };
  return (
    <>
      <Blocks blocks={message.blocks} place={place} values={{}} onFailures={setFailures} />
      <Failures sentences={failures} />
    </>
  );
}

export function MessageRow({ message, channel, isContinued = false, onReply }) {
  const { people, bot } = useWorkspace();
  const person = people[message.user];
  const kind = message.is_notice ? "notice" : message.is_ephemeral ? "ephemeral" : "";
  const isPinned = channel.pins.includes(message.ts);
  return (
    <article
      className={`message ${kind} ${isPinned ? "pinned" : ""} ${isContinued ? "continued" : ""}`}
      data-ts={message.ts}
      aria-label={`Message by ${person.real_name}`}
    >
      {isPinned && <p className="pinned-mark">📌 Pinned to this channel</p>}
      {message.is_ephemeral && <OnlyYou message={message} />}
      <div className="message-content">
        {isContinued ? <span className="gutter">{timeOf(message.ts)}</span> : <Avatar person={person} />}
        <div className="message-body">
          {!isContinued && (
            <p className="byline">
              <strong>{person.real_name}</strong>
              {message.user === bot && <span className="app-mark">APP</span>}
              <time>{timeOf(message.ts)}</time>
            </p>
          )}
          <Body message={message} />
          {message.is_edited && <span className="edited">(edited)</span>}
        </div>
      </div>
      {!message.is_ephemeral && <Toolbar message={message} channel={channel} onReply={onReply} />}
    </article>
  );
}
