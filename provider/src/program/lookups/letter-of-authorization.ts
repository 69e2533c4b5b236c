import * as pulumi from "@pulumi/pulumi";
import { type AccountArgs, createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

/** Arguments of {@link getLetterOfAuthorization}. */
export interface GetLetterOfAuthorizationArgs extends AccountArgs {
  /** Name of the port, which is the id of an `Interconnect`. */
  interconnect: string;
  /**
   * Who orders the cross-connect, up to 200 characters.
   *
   * @default the account's name
   */
  party?: string;
  /**
   * Folder for the asset's file, made where it is missing.
   *
   * @default a private one in the system's folder for temporary files
   */
  directory?: string;
}

/** A Letter of Authorization (LOA), as far as an output can carry it. */
export interface LetterOfAuthorization {
  /** The PDF in Base64. */
  base64: string;
  /**
   * The PDF as a file, for resources that take a Pulumi asset. It is named by its content, so that
   * the same letter is the same asset in every run; a letter that Cloudflare dates anew is another.
   */
  asset: pulumi.asset.FileAsset;
  /** What to call it, such as `cni-ewr-a-000001-loa.pdf`. */
  fileName: string;
}

/** A Letter of Authorization (LOA) with its bytes. */
export interface GetLetterOfAuthorizationResult extends LetterOfAuthorization {
  /** The PDF itself, for the program: no output, state or property can hold it (use `base64`). */
  pdf: Buffer;
}

/** {@link GetLetterOfAuthorizationArgs} as outputs. */
export type GetLetterOfAuthorizationOutputArgs = Inputs<GetLetterOfAuthorizationArgs>;

const letter = createLookup("getLetterOfAuthorization");

/**
 * The Letter of Authorization (LOA) of a port: what the data centre wants to see before it builds
 * the cross-connect. Runs in preview as well, and asks once in a run for the same arguments.
 *
 * Fails with a {@link LookupError} where the account has no port of this name, or the port has no
 * letter, as those of type `gcp_partner`.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/interconnects/{icon}/loa`.
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const saved = cni
 *   .getLetterOfAuthorization({ interconnect: "cni-ewr-a-000001", party: "Example Networks" })
 *   .then(({ fileName, pdf }) => {
 *     writeFileSync(fileName, pdf);
 *     return fileName;
 *   });
 * ```
 */
export async function getLetterOfAuthorization(
  args: GetLetterOfAuthorizationArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetLetterOfAuthorizationResult> {
  const { directory, ...rest } = args;
  return saveLetter(await lookUp(letter, rest, opts), rest.interconnect, directory);
}

/**
 * As {@link getLetterOfAuthorization}, with outputs for arguments: unknown in preview while the port
 * is not there yet.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slotId: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * const letter = cni.getLetterOfAuthorizationOutput({ interconnect: port.id });
 * // For a resource that takes an asset, such as an object in a bucket.
 * export const asset = letter.asset;
 * ```
 */
export function getLetterOfAuthorizationOutput(
  args: GetLetterOfAuthorizationOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<LetterOfAuthorization> {
  const { directory, ...rest } = args;
  return pulumi
    .all([lookUpOutput(letter, rest, opts), rest.interconnect, directory])
    .apply(async ([base64, interconnect, directory]) => {
      const { pdf: _, ...letter } = await saveLetter(base64, interconnect, directory);
      return letter;
    });
}

async function saveLetter(
  base64: string,
  interconnect: string,
  directory: string | undefined,
): Promise<GetLetterOfAuthorizationResult> {
  const { writeLetter }: typeof import("./letter-file") = require("./letter-file");
  const pdf = Buffer.from(base64, "base64");
  return {
    pdf,
    base64,
    asset: new pulumi.asset.FileAsset(await writeLetter(pdf, directory)),
    fileName: `${interconnect.replace(/[^\w.-]+/g, "-")}-loa.pdf`,
  };
}
