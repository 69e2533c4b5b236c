/** Address of the API and the headers that authenticate requests. They are kept in memory only. */
export interface Credentials {
  baseUrl: string;
  headers: Record<string, string>;
}
