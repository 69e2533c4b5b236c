import * as pulumi from "@pulumi/pulumi";
import { type AccountArgs, createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

/** Arguments of {@link getLetterOfAuthorization}. */
export interface GetLetterOfAuthorizationArgs extends AccountArgs {
  /** Name of the interconnect. This is the ID of an `Interconnect`. */
  interconnect: string;
  /**
   * Party that orders the cross-connect, up to 200 characters.
   *
   * @default the name of the account
   */
  party?: string;
  /**
   * Folder for the file of the asset. The lookup creates the folder if it does not exist.
   *
   * @default a private folder in the system's temporary folder
   */
  directory?: string;
}

/** Letter of Authorization (LOA) in formats that an output can contain. */
export interface LetterOfAuthorization {
  /** PDF document in Base64. */
  base64: string;
  /**
   * PDF document as a file, for resources that accept a Pulumi asset. The file is named after its hash, so every run
   * returns the same asset for the same letter. The asset changes if Cloudflare changes the date of the letter.
   */
  asset: pulumi.asset.FileAsset;
  /** Suggested file name, such as `cni-ewr-a-000001-loa.pdf`. */
  fileName: string;
}

/** Letter of Authorization (LOA) with the bytes of the PDF. */
export interface GetLetterOfAuthorizationResult extends LetterOfAuthorization {
  /** PDF document, for use within the program. Outputs and properties cannot contain bytes; use `base64` for them. */
  pdf: Buffer;
}

/** Arguments of {@link getLetterOfAuthorizationOutput}. */
export type GetLetterOfAuthorizationOutputArgs = Inputs<GetLetterOfAuthorizationArgs>;

const letter = createLookup("getLetterOfAuthorization");

/**
 * Reads the Letter of Authorization (LOA) of an interconnect. The data center requires it to build the cross-connect.
 * The lookup also runs in preview. A run sends only one request for the same arguments.
 *
 * Fails with a {@link LookupError} if the account has no interconnect with this name, or if the interconnect has no
 * letter. Interconnects of type `gcp_partner` have none.
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
 * Works like {@link getLetterOfAuthorization}, but accepts outputs as arguments. In preview, the result is unknown
 * until the interconnect exists.
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
