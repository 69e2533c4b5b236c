/** Checks at compile time that the schemas match the types of Cloudflare's SDK. */
import type * as Sdk from "cloudflare/resources/network-interconnects";
import type { z } from "zod";
import type { Fits, Same } from "../testing/fits";
import type { Cni, CniCreate, CniList } from "./schemas/cni";
import type { Interconnect, InterconnectCreate, InterconnectList } from "./schemas/interconnect";
import type { Settings, SettingsRequest } from "./schemas/settings";
import type { SlotInfo, SlotList } from "./schemas/slot";

type InPath = "account_id";
type Of<Schema extends z.ZodType> = z.output<Schema>;

const answers: {
  cni: Same<Of<typeof Cni>, Sdk.CNIGetResponse>;
  createdCni: Same<Of<typeof Cni>, Sdk.CNICreateResponse>;
  updatedCni: Same<Of<typeof Cni>, Sdk.CNIUpdateResponse>;
  cnis: Same<Of<typeof CniList>, Sdk.CNIListResponse>;
  slot: Same<Of<typeof SlotInfo>, Sdk.SlotGetResponse>;
  slots: Same<Of<typeof SlotList>, Sdk.SlotListResponse>;
  settings: Fits<Of<typeof Settings>, Sdk.SettingGetResponse>;
  // The SDK declares `type` as a string. The simulator accepts two values.
  interconnect: Fits<Of<typeof Interconnect>, Sdk.InterconnectGetResponse>;
  createdInterconnect: Fits<Of<typeof Interconnect>, Sdk.InterconnectCreateResponse>;
  interconnects: Fits<Of<typeof InterconnectList>, Sdk.InterconnectListResponse>;
} = {
  cni: true,
  createdCni: true,
  updatedCni: true,
  cnis: true,
  slot: true,
  slots: true,
  settings: true,
  interconnect: true,
  createdInterconnect: true,
  interconnects: true,
};

const requests: {
  newCni: Same<Of<typeof CniCreate>, Omit<Sdk.CNICreateParams, InPath>>;
  changedCni: Same<Omit<Of<typeof Cni>, "id">, Omit<Sdk.CNIUpdateParams, InPath | "id">>;
  settings: Same<Of<typeof SettingsRequest>, Omit<Sdk.SettingUpdateParams, InPath>>;
  newInterconnect: Fits<
    Of<typeof InterconnectCreate> & { account_id: string },
    Sdk.InterconnectCreateParams
  >;
} = { newCni: true, changedCni: true, settings: true, newInterconnect: true };

test("the schemas match the types of the SDK at compile time", () => {
  expect(new Set([...Object.values(answers), ...Object.values(requests)])).toEqual(new Set([true]));
});
