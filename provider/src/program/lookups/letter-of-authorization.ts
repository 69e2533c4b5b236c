import * as pulumi from "@pulumi/pulumi";
import { type AccountArgs, createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

/** Arguments of {@link getLetterOfAuthorization}. */
export interface GetLetterOfAuthorizationArgs extends AccountArgs {
  /** Name of the interconnect, which is the ID of an `Interconnect`. */
  interconnect: string;
  /**
   * Party that orders the cross-connect, up to 200 characters.
   *
   * @default the name of the account
   */
  party?: string;
  /**
   * Folder for the file of the asset. It is created if it does not exist.
   *
   * @default a private folder in the system's temporary folder
   */
  directory?: string;
}

/** A Letter of Authorization (LOA) in formats that an output can hold. */
export interface LetterOfAuthorization {
  /** The PDF in Base64. */
  base64: string;
  /**
   * The PDF as a file, for resources that accept a Pulumi asset. The file is named after its hash, so the same letter is
   * the same asset in every run. The asset changes if Cloudflare changes the date of the letter.
   */
  asset: pulumi.asset.FileAsset;
  /** Suggested file name, such as `cni-ewr-a-000001-loa.pdf`. */
  fileName: string;
}

/** A Letter of Authorization (LOA) with its bytes. */
export interface GetLetterOfAuthorizationResult extends LetterOfAuthorization {
  /** The PDF, for use in the program. Outputs and properties cannot hold bytes, so use `base64` for those. */
  pdf: Buffer;
}

/** Arguments of {@link getLetterOfAuthorizationOutput}. */
export type GetLetterOfAuthorizationOutputArgs = Inputs<GetLetterOfAuthorizationArgs>;

const letter = createLookup("getLetterOfAuthorization");

/**
 * Reads the Letter of Authorization (LOA) of an interconnect, which the data center requires to build the cross-connect.
 * Also runs in preview, with one request per run for the same arguments.
 *
 * Fails with a {@link LookupError} if the account has no interconnect with this name, or if the interconnect has no
 * letter, as with type `gcp_partner`.
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
 * Reads a letter like {@link getLetterOfAuthorization}, and accepts outputs as arguments. The result is
 * unknown in preview until the interconnect exists.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slotId: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * const letter = cni.getLetterOfAuthorizationOutput({ interconnect: port.id });
 * // For a resource that accepts an asset, such as an object in a bucket.
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
