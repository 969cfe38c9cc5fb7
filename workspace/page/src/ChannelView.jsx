import { useState } from "react";
import { Blocks } from "./Blocks.jsx";
import { Composer } from "./Composer.jsx";
import { MessageList } from "./MessageList.jsx";
import { PinList } from "./PinList.jsx";
import { perform, useWorkspace } from "./workspace.js";

function Home() {
  const { home } = useWorkspace();
  if (!home) return <p className="empty">The app has not published a home tab.</p>;
  return (
    <div className="home" role="tabpanel" aria-label="Home">
      <Blocks blocks={home.blocks} place={{ view: home.id }} values={home.state.values} />
    </div>
  );
}

function Tabs({ names, chosen, onChoose }) {
  return (
    <div className="tabs" role="tablist">
      {names.map(([name, label]) => (
        <button key={name} type="button" role="tab" aria-selected={name === chosen} onClick={() => onChoose(name)}>
          {label}
        </button>
      ))}
    </div>
  );
}

export function ChannelView({ channel, isConnected }) {
  const [tab, setTab] = useState("messages");
  const [thread, setThread] = useState(null);
  const choose = (name) => {
    setTab(name);
    if (name === "home") perform("home");
  };
  const pins = ["pins", `📌 Pinned${channel.pins.length ? ` (${channel.pins.length})` : ""}`];
  const names = [...(channel.is_direct ? [["home", "Home"]] : []), ["messages", "Messages"], pins];
  return (
    <main className="channel-view">
      <header className="channel-header">
        <h2>{channel.is_direct ? channel.name : `${channel.is_private ? "🔒" : "#"} ${channel.name}`}</h2>
        {channel.topic && <p className="topic">{channel.topic}</p>}
        <p className="members">{channel.members} {channel.members === 1 ? "member" : "members"}</p>
      </header>
      <Tabs names={names} chosen={tab} onChoose={choose} />
      {!isConnected && (
        <p className="banner" role="alert">
          The workspace has stopped answering. Start it again and this page comes back by itself.
        </p>
      )}
      {tab === "home" && <Home />}
      {tab === "pins" && <PinList channel={channel} />}
      {tab === "messages" && (
        <>
          <MessageList channel={channel} onReply={setThread} />
          <Composer channel={channel} thread={thread} onLeaveThread={() => setThread(null)} />
        </>
      )}
    </main>
  );
}
