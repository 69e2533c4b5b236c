// @ts-check
import { Refused } from "./control.js";
import { nextMoment } from "./forecast.js";
import { useEffect, useRef, useState } from "./preact.js";
import { Now } from "./time.js";

/** @typedef {import("../src/state/schema").SimulatedState} State */
/** @typedef {import("../src/control/answers").SimulatedSlot} Slot */
/** @typedef {import("../src/control/answers").FaultInForce} Fault */
/** @typedef {import("../src/control/answers").SimulatedRequest} Request */
/** @typedef {import("./control.js").Control} Control */

/**
 * Data that the page read from the simulator at one time.
 * @typedef {{
 *   now: Now,
 *   state: State,
 *   slots: Slot[],
 *   faults: Fault[],
 *   requests: Request[],
 *   rateLimit: ReturnType<import("../src/http/rate-limit").RateLimit["status"]>,
 * }} Snapshot
 */

/** @typedef {"connecting" | "live" | "lost"} Connection */

/**
 * @param {Control} control
 * @returns {Promise<Snapshot>}
 */
async function read(control) {
  const [state, slots, faults, requests, rateLimit] = await Promise.all(
    ["/state", "/slots", "/faults", "/requests?last=50", "/rate-limit"].map((path) =>
      control.send("GET", path),
    ),
  );
  return {
    now: new Now(state.clock),
    state,
    slots: slots.items,
    faults: faults.items,
    requests: requests.items.toReversed(),
    rateLimit,
  };
}

/** @param {number} ms @param {AbortSignal} signal */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

const longestTimer = 2 ** 31 - 1;

/**
 * Returns the current data of the simulator. Reads the data again after every change.
 * @param {Control} control
 * @param {(error: Refused) => void} refused called if the simulator refuses the key
 * @returns {{ snapshot: Snapshot | null, connection: Connection, problem: string | null }}
 */
export function useLive(control, refused) {
  const [snapshot, setSnapshot] = useState(/** @type {Snapshot | null} */ (null));
  const [connection, setConnection] = useState(/** @type {Connection} */ ("connecting"));
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const refresh = useRef(() => {});

  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    let reading = false;
    let again = false;

    refresh.current = () => {
      again = true;
      if (!reading) {
        reading = true;
        void readOn().finally(() => {
          reading = false;
        });
      }
    };

    async function readOn() {
      while (again && !signal.aborted) {
        again = false;
        try {
          const next = await read(control);
          if (!signal.aborted) {
            setSnapshot(next);
            setProblem(null);
          }
        } catch (error) {
          told(error);
        }
      }
    }

    /** @param {unknown} error */
    function told(error) {
      if (error instanceof Refused) {
        end.abort();
        refused(error);
      } else if (!(error instanceof TypeError) && !signal.aborted) {
        // A TypeError means that the connection failed. The event stream reports that.
        setProblem(error instanceof Error ? error.message : String(error));
      }
    }

    async function follow() {
      for (let attempt = 0; !signal.aborted; attempt += 1) {
        try {
          for await (const _ of control.events(signal)) {
            attempt = 0;
            setConnection("live");
            refresh.current();
          }
        } catch (error) {
          if (error instanceof Refused) {
            told(error);
          }
        }
        if (!signal.aborted) {
          setConnection("lost");
          await pause(Math.min(500 * 2 ** attempt, 5000), signal);
        }
      }
    }

    void follow();
    return () => end.abort();
  }, [control]);

  // The simulator sends no event for a change that happens only because time passes.
  useEffect(() => {
    const next = snapshot?.now.runs ? nextMoment(snapshot) : undefined;
    if (snapshot === null || next === undefined) {
      return undefined;
    }
    const wait = Math.max(next - snapshot.now.time + 50, 250);
    const timer = setTimeout(() => refresh.current(), Math.min(wait, longestTimer));
    return () => clearTimeout(timer);
  }, [snapshot]);

  return { snapshot, connection, problem };
}
