import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Next } from "hono";
import type { AppEnv } from "../http/env";
import { milliseconds } from "../network/behaviour";
import type { Network } from "../network/network";
import { answer, canned, edited, garbled, truncated } from "./answers";
import { occupySlot } from "./occupy-slot";
import { hungUp, type WaitingFault } from "./waiting-fault";

type C = Context<AppEnv>;

function hangUp(c: C): void {
  c.env.incoming.socket.destroy();
  answer(c, RESPONSE_ALREADY_SENT);
}

function resetConnection(c: C): void {
  c.env.incoming.socket.resetAndDestroy();
  answer(c, RESPONSE_ALREADY_SENT);
}

/** Returns a signal that aborts when the caller has closed the connection. */
function callerGone({ env: { incoming, outgoing } }: C): AbortSignal {
  const gone = new AbortController();
  if (incoming.socket.destroyed) {
    gone.abort();
  }
  outgoing.once("close", () => gone.abort());
  return gone.signal;
}

/** Applies a fault to a request. */
export async function spoil(c: C, next: Next, hit: WaitingFault, network: Network): Promise<void> {
  const { effect, respond } = hit.fault;
  if ("occupySlot" in respond) {
    await occupySlot(c, network);
  }
  if (effect === "applied") {
    await next();
  }
  if ("drop" in respond) {
    hangUp(c);
  } else if ("reset" in respond) {
    resetConnection(c);
  } else if ("status" in respond) {
    answer(c, canned(respond));
  } else if ("edit" in respond) {
    answer(c, await edited(c.res, respond.edit));
  } else if ("garble" in respond) {
    answer(c, await garbled(c.res));
  } else if ("truncate" in respond) {
    answer(c, await truncated(c, respond.truncate));
  } else if ("stall" in respond) {
    await patience(Number.POSITIVE_INFINITY);
    hangUp(c);
  } else if ("delay" in respond) {
    await patience(milliseconds(respond.delay));
    if (c.env.incoming.socket.destroyed || hit.calledOff.reason === hungUp) {
      // The caller is gone or the simulator was reset, so a request that was not carried out yet is dropped.
      hangUp(c);
    } else if (effect === "none") {
      await next();
    }
  }

  function patience(ms: number): Promise<void> {
    return network.clock.sleep(ms, AbortSignal.any([hit.calledOff, callerGone(c)]));
  }
}
