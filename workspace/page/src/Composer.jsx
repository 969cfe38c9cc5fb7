import { useEffect, useRef, useState } from "react";
import { perform, useWorkspace } from "./workspace.js";

function Hints({ commands, chosen, onChoose }) {
  return (
    <ul className="hints" role="listbox" aria-label="Commands">
      {commands.map((command, index) => (
        <li
          key={command.name}
          role="option"
          aria-selected={index === chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(command);
          }}
        >
          <strong>{command.name}</strong> <span className="usage">{command.usage_hint}</span>
          <small>{command.description}</small>
        </li>
      ))}
    </ul>
  );
}

function Extras({ onSlash }) {
  const { shortcuts } = useWorkspace();
  return (
    <div className="extras">
      <button type="button" onClick={onSlash} aria-label="Insert a command">
        /
      </button>
      {shortcuts
        .filter((one) => !one.on_messages)
        .map((one) => (
          <button key={one.callback_id} type="button" onClick={() => perform("shortcut", { callback_id: one.callback_id })}>
            ⚡ {one.name}
          </button>
        ))}
    </div>
  );
}

// What was sent before, for the arrow keys.
function useHistory() {
  const [sent, setSent] = useState([]);
  const [back, setBack] = useState(0);
  return {
    recalls: (text) => sent.includes(text),
    add: (text) => {
      setSent([...sent, text]);
      setBack(0);
    },
    step: (by) => {
      const next = Math.min(Math.max(back + by, 0), sent.length);
      setBack(next);
      return next ? sent.at(-next) : "";
    },
  };
}

export function Composer({ channel, thread, onLeaveThread }) {
  const { commands } = useWorkspace();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [isSending, setSending] = useState(false);
  const input = useRef(null);
  const history = useHistory();
  useEffect(() => input.current.focus(), [thread]);
  const offered = /^\/\S*$/.test(text) ? commands.filter((one) => one.name.startsWith(text)) : [];
  const active = commands.find((one) => text.startsWith(`${one.name} `));
  const write = (next) => {
    setText(next);
    setChosen(0);
    input.current.focus();
  };
  const send = async () => {
    const sentText = text.trim();
    if (!sentText || isSending) return;
    history.add(sentText);
    setText("");
    setSending(true);
    await perform("say", { text: sentText, channel: channel.id, thread_ts: thread });
    setSending(false);
  };
  const onKeyDown = (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const completes = event.key === "Tab" || (event.key === "Enter" && offered[chosen]?.name !== text);
    if (offered.length && (step || completes)) {
      event.preventDefault();
      if (step) setChosen((chosen + step + offered.length) % offered.length);
      else write(`${offered[chosen].name} `);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (step && (!text || history.recalls(text))) {
      event.preventDefault();
      setText(history.step(-step));
    } else if (event.key === "Escape") onLeaveThread();
  };
  const name = channel.is_direct ? channel.name : `#${channel.name}`;
  return (
    <div className="composer">
      {offered.length > 0 && <Hints commands={offered} chosen={chosen} onChoose={(one) => write(`${one.name} `)} />}
      {active?.usage_hint && !offered.length && (
        <p className="usage-line">
          <strong>{active.name}</strong> {active.usage_hint}
        </p>
      )}
      {thread && (
        <p className="usage-line">
          Replying in a thread; commands don’t work in threads, mention @llmcost instead.{" "}
          <button type="button" className="link" onClick={onLeaveThread}>
            Leave the thread
          </button>
        </p>
      )}
      <div className="composer-box">
        <textarea
          ref={input}
          rows={1}
          value={text}
          aria-label={`Message ${name}`}
          placeholder={`Message ${name}`}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-foot">
          <Extras onSlash={() => write("/")} />
          <button type="button" className="send" aria-label="Send" disabled={!text.trim() || isSending} onClick={send}>
            {isSending ? <span className="spinner" aria-hidden="true" /> : "➤"}
          </button>
        </div>
      </div>
    </div>
  );
}
