import { useEffect, useRef } from "react";
import { MessageRow } from "./MessageRow.jsx";
import { useWorkspace } from "./workspace.js";

const GROUP_SECONDS = 300;

function Beginning({ channel }) {
  return (
    <div className="beginning">
      <h3>{channel.is_direct ? channel.name : `#${channel.name}`}</h3>
      <p>
        {channel.is_direct
          ? "Messages here are between you and the app."
          : channel.has_bot
            ? "This is the very beginning of the channel. Type / for the commands."
            : "The app is not a member here: commands work, but it cannot post or pin."}
      </p>
    </div>
  );
}

// Whether a message goes on where the one before it stopped, without repeating name and picture.
function continues(message, previous) {
  return (
    previous &&
    previous.user === message.user &&
    previous.is_ephemeral === message.is_ephemeral &&
    !message.is_ephemeral &&
    !message.is_notice &&
    Number(message.ts) - Number(previous.ts) < GROUP_SECONDS
  );
}

// Shows the newest message, from its start when it is taller than the list, also while charts still grow.
function useNewestInSight(list, newest) {
  useEffect(() => {
    const show = () => {
      const last = list.current.querySelector(`[data-ts="${newest}"]`);
      if (!last) return;
      const isTall = last.offsetHeight > list.current.clientHeight;
      list.current.scrollTop = isTall ? last.offsetTop : list.current.scrollHeight;
    };
    show();
    const growth = new ResizeObserver(show);
    growth.observe(list.current.firstElementChild);
    const settled = setTimeout(() => growth.disconnect(), 1000);
    return () => {
      clearTimeout(settled);
      growth.disconnect();
    };
  }, [list, newest]);
}

export function MessageList({ channel, onReply }) {
  const { messages } = useWorkspace();
  const here = messages.filter((message) => message.channel === channel.id);
  const roots = here.filter((message) => !here.some((other) => other.ts === message.thread_ts));
  const replies = (root) => here.filter((message) => message.thread_ts === root.ts && message !== root);
  const list = useRef(null);
  useNewestInSight(list, here.at(-1)?.ts);
  return (
    <div className="message-list" ref={list} role="log" aria-label={`Messages in ${channel.name}`}>
      <div className="messages">
      <Beginning channel={channel} />
      {here.length > 0 && <div className="day"><span>Today</span></div>}
      {roots.map((message, index) => (
        <div key={message.ts}>
          <MessageRow
            message={message}
            channel={channel}
            isContinued={continues(message, replies(roots[index - 1] ?? {}).length ? null : roots[index - 1])}
            onReply={onReply}
          />
          {replies(message).length > 0 && (
            <div className="thread" role="group" aria-label="Thread">
              {replies(message).map((reply) => (
                <MessageRow key={reply.ts} message={reply} channel={channel} />
              ))}
            </div>
          )}
        </div>
      ))}
      </div>
    </div>
  );
}
