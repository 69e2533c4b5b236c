/**
 * A design as a self-contained SVG, without external fonts, scripts or styles.
 *
 * Cloudflare's side is on the left, the customer's on the right, with one link for each facility.
 * Places are nested boxes, so the layout needs no graph and lines never cross.
 */

import type { Assessment, Design } from "../topology";
import { capacityOfDesign } from "../topology/throughput";
import { type Block, box, line } from "./block";
import { cloudflareSide, LINK } from "./cloudflare-side";
import { CUSTOMER_WIDTH, customerSide } from "./customer-side";
import { legend } from "./legend";
import { escapeMarkup } from "./plain";
import { scorecardBlock } from "./scorecard-block";
import { style } from "./style";
import { treeOf } from "./tree";
import { cardOf, description } from "./verdict";
import { describeBackup } from "./words";

const MARGIN = 16;
const GAP = 16;

/** Without its header, the picture fits below a page that begins with the same scorecard. */
export function svg(design: Design, assessment?: Assessment, { hasHeader = true } = {}): string {
  const card = cardOf(design, assessment);
  const metros = treeOf(design);
  const left = cloudflareSide(metros);
  const right = customerSide(design, capacityOfDesign(design), assessment);
  const backup = backupBox(design, left.width);
  const width = left.width + LINK + CUSTOMER_WIDTH;
  const header = hasHeader ? scorecardBlock(card, width) : undefined;
  const footer = legend(width);
  const leftHeight = left.height + GAP + backup.height;
  const height = Math.max(leftHeight, right.height);
  const top = MARGIN + (header ? header.height + GAP : 0);
  const customerAt = MARGIN + left.width + LINK;
  const backupAt = top + left.height + GAP;
  const bottom = top + height + GAP;
  const whole = { width: width + 2 * MARGIN, height: bottom + footer.height + MARGIN };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="cni-picture" role="img" aria-labelledby="cni-title cni-description" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}">`,
    `<title id="cni-title">${escapeMarkup(`Interconnects of ${design.name}`)}</title>`,
    `<desc id="cni-description">${escapeMarkup(description(design, card))}</desc>`,
    `<style>${style()}</style>`,
    `<rect class="ground" width="${whole.width}" height="${whole.height}"/>`,
    header?.draw(MARGIN, MARGIN) ?? "",
    left.draw(MARGIN, top),
    right.draw(customerAt, top, height),
    backup.draw(MARGIN, backupAt),
    backupLink(design, MARGIN + left.width, backupAt + backup.height / 2),
    footer.draw(MARGIN, bottom),
    "</svg>\n",
  ].join("\n");
}

function backupBox({ backup }: Design, width: number): Block {
  const { name, more } = describeBackup(backup);
  const isThere = backup !== undefined && backup.kind !== "none";
  const tone = isThere ? "spare" : backup ? "bad" : "unclear";
  const preference =
    isThere && backup.localPreference !== undefined ? `preference ${backup.localPreference}` : "";
  const inside = line(
    width - 24,
    { text: `Backup: ${name}, ${more}` },
    { text: preference, font: "small", look: "muted" },
    tone,
  );
  return box(inside, { width, pad: 12, look: `level-0${isThere ? "" : " dashed"}` });
}

function backupLink({ backup }: Design, from: number, y: number): string {
  if (backup === undefined || backup.kind === "none") return "";
  const to = from + LINK;
  return `<path class="link dashed" d="M${from + 7} ${y}H${to - 7}"/><path class="tip" d="M${to} ${y}l-8 -4v8zM${from} ${y}l8 -4v8z"/>`;
}
