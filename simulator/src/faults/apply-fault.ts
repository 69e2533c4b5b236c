import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Next } from "hono";
import type { AppEnv } from "../http/env";
import { milliseconds } from "../network/behaviour";
import type { Network } from "../network/network";
import {
  createCannedResponse,
  editResponse,
  garbleResponse,
  replaceResponse,
  truncateResponse,
} from "./answers";
import { occupySlot } from "./occupy-slot";
import { dropReason, type WaitingFault } from "./waiting-fault";

type C = Context<AppEnv>;

function hangUp(c: C): void {
  c.env.incoming.socket.destroy();
  replaceResponse(c, RESPONSE_ALREADY_SENT);
}

function resetConnection(c: C): void {
  c.env.incoming.socket.resetAndDestroy();
  replaceResponse(c, RESPONSE_ALREADY_SENT);
}

/** Returns a signal that aborts when the caller has closed the connection. */
function createDisconnectSignal({ env: { incoming, outgoing } }: C): AbortSignal {
  const gone = new AbortController();
  if (incoming.socket.destroyed) {
    gone.abort();
  }
  outgoing.once("close", () => gone.abort());
  return gone.signal;
}

/** Applies a fault to a request. */
export async function applyFault(
  c: C,
  next: Next,
  hit: WaitingFault,
  network: Network,
): Promise<void> {
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
    replaceResponse(c, createCannedResponse(respond));
  } else if ("edit" in respond) {
    replaceResponse(c, await editResponse(c.res, respond.edit));
  } else if ("garble" in respond) {
    replaceResponse(c, await garbleResponse(c.res));
  } else if ("truncate" in respond) {
    replaceResponse(c, await truncateResponse(c, respond.truncate));
  } else if ("stall" in respond) {
    await wait(Number.POSITIVE_INFINITY);
    hangUp(c);
  } else if ("delay" in respond) {
    await wait(milliseconds(respond.delay));
    if (c.env.incoming.socket.destroyed || hit.cancelled.reason === dropReason) {
      // The caller disconnected or the simulator was reset, so the request must not be carried out anymore.
      hangUp(c);
    } else if (effect === "none") {
      await next();
    }
  }

  function wait(ms: number): Promise<void> {
    return network.clock.sleep(ms, AbortSignal.any([hit.cancelled, createDisconnectSignal(c)]));
  }
}
