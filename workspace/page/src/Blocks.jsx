// Draws Block Kit: what cannot be acted on by slack-blocks-to-jsx, what can be by our own elements.
import { Message } from "slack-blocks-to-jsx";
import { Element } from "./Elements.jsx";
import { perform, useWorkspace } from "./workspace.js";

export function Still({ blocks }) {
  const { people, channels, theme } = useWorkspace();
  const users = Object.values(people).map((person) => ({ id: person.id, name: person.real_name }));
  return (
    <div ref={reachable}>
      <Message
        blocks={blocks}
        name=""
        logo=""
        theme={theme}
        data={{ users, channels: channels.map(({ id, name }) => ({ id, name })), user_groups: [] }}
        hooks={{ link: (link) => <a {...link} target="_blank" rel="noreferrer noopener" /> }}
        withoutWrapper
      />
    </div>
  );
}

// A table may be wider than a phone: the keyboard must be able to scroll it too.
function reachable(drawn) {
  for (const table of drawn?.querySelectorAll(".slack_blocks_to_jsx__table") ?? []) {
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", "Table");
  }
}

export function Markup({ text }) {
  return <Still blocks={[{ type: "section", text: { type: "mrkdwn", text: text || " " } }]} />;
}

const isActedOn = (block) =>
  block.type === "actions" || block.type === "input" || (block.accessory && block.accessory.type !== "image");

// Blocks in runs, so that the library draws those that stand together together.
function runs(blocks) {
  const grouped = [];
  for (const block of blocks) {
    const last = grouped.at(-1);
    if (last && !isActedOn(block) && !isActedOn(last[0])) last.push(block);
    else grouped.push([block]);
  }
  return grouped;
}

function Acted({ block, act, value }) {
  const element = (one) => (
    <Element key={one.action_id} element={one} value={value?.[one.action_id]} onAct={(result) => act(block, one, result)} />
  );
  if (block.type === "actions") {
    return (
      <div className="actions" role="group">
        {block.elements.map(element)}
      </div>
    );
  }
  if (block.type === "input") {
    return (
      <div className="inline-input">
        <p>{block.label.text}</p>
        {element(block.element)}
      </div>
    );
  }
  const { accessory, ...rest } = block;
  return (
    <div className="with-accessory">
      <Still blocks={[rest]} />
      <div className="accessory">{element(accessory)}</div>
    </div>
  );
}

export function Blocks({ blocks, place, values, onFailures = () => {}, entered }) {
  const act = async (block, element, result) => {
    onFailures([]);
    const body = { ...place, block_id: block.block_id, action_id: element.action_id, values: entered };
    onFailures(await perform("act", result === undefined ? body : { ...body, value: result }));
  };
  return runs(blocks).map((run) =>
    isActedOn(run[0]) ? (
      <Acted key={run[0].block_id} block={run[0]} act={act} value={values?.[run[0].block_id]} />
    ) : (
      <Still key={run[0].block_id} blocks={run} />
    ),
  );
}
