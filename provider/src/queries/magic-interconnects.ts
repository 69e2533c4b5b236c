import { z } from "zod";
import { sameId } from "../domain/ids";
import type { MagicInterconnectObject } from "../domain/objects";
import type { GetMagicInterconnectResult } from "../program/lookups/magic-interconnects";
import { question, text } from "./query";

const filter = z.strictObject({
  name: text("the name of an interconnect in Magic").optional(),
  virtualPortReservationId: text("the reservation of a port").optional(),
});

export const magicInterconnects = question(
  filter,
  async (api, { name, virtualPortReservationId: reservation }) =>
    (await api.listMagicInterconnects())
      .filter(
        (one) =>
          (name === undefined || one.name === name) &&
          (reservation === undefined || sameId(one.virtualPortReservationId, reservation)),
      )
      .map(shown),
);

/** Without the key of its session: a lookup gives no secret. */
function shown({ bgp, ...interconnect }: MagicInterconnectObject): GetMagicInterconnectResult {
  const { md5Key: _, ...session } = bgp ?? {};
  return { ...interconnect, bgp: bgp && session };
}
