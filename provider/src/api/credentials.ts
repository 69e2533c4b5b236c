/** Where the API is and who asks. Held in memory of the plugin process only. */
export interface Credentials {
  baseUrl: string;
  headers: Record<string, string>;
}
