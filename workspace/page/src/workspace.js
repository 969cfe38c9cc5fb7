// The page's side of the wire: the state as the server sends it, and gestures as the server takes them.
import { createContext, useContext, useEffect, useState } from "react";

export function useLiveState() {
  const [state, setState] = useState(null);
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource("/page/events");
    source.onmessage = (event) => {
      setConnected(true);
      setState(JSON.parse(event.data));
    };
    source.onerror = () => setConnected(false);
    return () => source.close();
  }, []);
  return { state, isConnected };
}

// The sentences about what went wrong; none when all went well.
export async function perform(gesture, body = {}) {
  try {
    const reply = await fetch(`/page/${gesture}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!reply.ok) return [`The workspace answered with status ${reply.status}.`];
    return (await reply.json()).errors;
  } catch {
    return ["The workspace does not answer. Is it still running?"];
  }
}

export const Workspace = createContext(null);
export const useWorkspace = () => useContext(Workspace);

export const timeOf = (ts) =>
  new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
