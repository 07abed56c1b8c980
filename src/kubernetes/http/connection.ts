/** What the TLS layer needs; PEM where it holds certificates or keys. */
export interface TlsSettings {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** Where an API server is, and how to prove to it who we are. */
export interface Connection {
  /** `https://host:port`, with a path if the API server is served below one. */
  readonly server: string;
  readonly tls: TlsSettings;
  /**
   * The headers that carry our identity. `renew` asks for fresh ones, after the API server turned the last ones down:
   * tokens in files rotate, those of plug-ins expire.
   */
  readonly headers: (renew: boolean) => Promise<Readonly<Record<string, string>>>;
}
