// @ts-check
import { Behaviour } from "./behaviour.js";
import { Clock } from "./clock.js";
import { Control, Refused } from "./control.js";
import { Facilities } from "./facilities.js";
import { Faults } from "./faults.js";
import { useFocusKept } from "./focus.js";
import { KeyForm, useKey } from "./key.js";
import { useLive } from "./live.js";
import { Maintenance } from "./maintenance.js";
import { useNews } from "./news.js";
import { Outages } from "./outages.js";
import { Confirmation, ToolsContext } from "./parts.js";
import { Ports } from "./ports.js";
import { html, render, useMemo, useState } from "./preact.js";
import { Requests } from "./requests.js";
import { Sections } from "./sections.js";
import { Sessions } from "./sessions.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */

function App() {
  const [key, setKey] = useKey();
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  if (key === null) {
    return html`<${KeyForm} problem=${problem} open=${setKey} />`;
  }
  /** @param {Refused} error */
  function refused(error) {
    setProblem(error.message);
    setKey(null);
  }
  return html`<${Simulator} key=${key} controlKey=${key} refused=${refused} />`;
}

/** @param {{ controlKey: string, refused: (error: Refused) => void }} props */
function Simulator({ controlKey, refused }) {
  const control = useMemo(() => new Control(controlKey), [controlKey]);
  const { snapshot, connection, problem } = useLive(control, refused);
  const [failure, setFailure] = useState(/** @type {string | null} */ (null));
  const [question, ask] = useState(/** @type {import("./parts.js").Question | null} */ (null));
  const [news, tell] = useNews(snapshot);
  useFocusKept(snapshot);

  /** @type {import("./parts.js").Tools["act"]} */
  async function act(done, what) {
    try {
      await what();
      setFailure(null);
      tell(done);
      return true;
    } catch (error) {
      if (error instanceof Refused) {
        refused(error);
      } else {
        // fetch throws a TypeError if the connection fails.
        const isUnreachable = error instanceof TypeError;
        setFailure(
          isUnreachable ? "The simulator does not respond." : String(Object(error).message),
        );
      }
      return false;
    }
  }
  const tools = useMemo(() => ({ send: control.send.bind(control), act, ask }), [control]);

  return html`
    <${ToolsContext.Provider} value=${tools}>
      <a class="skip" href="#main">Skip to ports</a>
      <header>
        <div class="bar">
          <h1>CNI simulator</h1>
          ${snapshot && html`<${Clock} now=${snapshot.now} />`}
        </div>
        <div class="bar">
          ${snapshot && html`<${Sections} ...${snapshot} />`}
          <p role="status" class="news">${news}</p>
        </div>
      </header>
      <main id="main" tabindex="-1">
        ${snapshot ? html`<${Everything} ...${snapshot} />` : html`<p>Connecting …</p>`}
      </main>
      <footer>
        <p>
          API: <code>${location.origin}/client/v4</code>. OpenAPI document:
          ${" "}<a href="/openapi.json">openapi.json</a>
        </p>
      </footer>
      <div class="notices">
        <p role="status" class="lost">
          ${connection === "lost" && "Connection lost. The data may be out of date. Reconnecting …"}
        </p>
        <div role="alert" class="problem">
          ${
            (failure ?? problem) !== null &&
            html`
              <p>${failure ?? problem}</p>
              <button type="button" onClick=${() => setFailure(null)} hidden=${failure === null}>
                Dismiss
              </button>
            `
          }
        </div>
      </div>
      <${Confirmation} question=${question} close=${() => ask(null)} />
    <//>
  `;
}

/** @param {Snapshot} snapshot */
function Everything(snapshot) {
  return html`
    <${Ports} ...${snapshot} />
    <${Sessions} ...${snapshot} />
    <div class="troubles">
      <${Outages} ...${snapshot} />
      <${Maintenance} ...${snapshot} />
      <${Faults} ...${snapshot} />
    </div>
    <${Facilities} ...${snapshot} />
    <${Requests} ...${snapshot} />
    <${Behaviour} ...${snapshot} />
  `;
}

const app = document.getElementById("app");
if (app !== null) {
  render(html`<${App} />`, app);
}
