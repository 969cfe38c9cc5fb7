import { useMemo, useState } from "react";
import { ChannelView } from "./ChannelView.jsx";
import { Modal } from "./Modal.jsx";
import { Sidebar } from "./Sidebar.jsx";
import { useTheme } from "./useTheme.js";
import { Workspace, useLiveState } from "./workspace.js";

export function App() {
  const { state, isConnected } = useLiveState();
  const [theme, toggleTheme] = useTheme();
  const [chosen, setChosen] = useState(null);
  const shared = useMemo(() => ({ ...state, theme }), [state, theme]);
  if (!state) {
    return <p className="waiting">{isConnected ? "Opening the workspace …" : "The workspace does not answer."}</p>;
  }
  const channel = state.channels.find((one) => one.id === chosen) ?? state.channels[0];
  const view = state.views.at(-1);
  return (
    <Workspace.Provider value={shared}>
      <div className="workspace">
        <Sidebar current={channel} onChoose={setChosen} theme={theme} onToggleTheme={toggleTheme} />
        <ChannelView key={channel.id} channel={channel} isConnected={isConnected} />
      </div>
      {view && <Modal key={`${view.id}/${view.hash}`} view={view} />}
    </Workspace.Provider>
  );
}
