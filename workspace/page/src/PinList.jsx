import { MessageRow } from "./MessageRow.jsx";
import { useWorkspace } from "./workspace.js";

export function PinList({ channel }) {
  const { messages } = useWorkspace();
  const pinned = [...channel.pins]
    .reverse()
    .map((ts) => messages.find((message) => message.channel === channel.id && message.ts === ts))
    .filter(Boolean);
  return (
    <div className="message-list pins" role="tabpanel" aria-label="Pinned messages">
      {pinned.length === 0 && <p className="empty">Nothing is pinned yet. Pinned answers stay here for everyone.</p>}
      {pinned.map((message) => (
        <MessageRow key={message.ts} message={message} channel={channel} />
      ))}
    </div>
  );
}
