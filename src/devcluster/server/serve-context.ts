import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Access, Caller } from '../api/access.ts';
import type { DevApi } from '../api/dev-api.ts';
import type { JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';

/** OpenAPI documents of what is served. */
export interface OpenApi {
  /** `{paths: {...}}` of OpenAPI v3. */
  index(resources: readonly ServedResource[]): JsonObject;
  /** The document of `api/v1` or `apis/G/V`. */
  v3(resources: readonly ServedResource[], groupVersion: string): JsonObject;
  v2Json(resources: readonly ServedResource[]): JsonObject;
  v2Protobuf(resources: readonly ServedResource[]): Uint8Array;
}

/** What is created and not stored. */
export interface Reviews {
  /** Answers an access or identity review of the caller. Rejects with `StatusError`. */
  answer(review: JsonObject, caller: Caller, namespace: string | undefined): Promise<JsonObject>;
  /** Answers a TokenRequest for a ServiceAccount that is there. */
  issueToken(
    request: JsonObject,
    account: { readonly namespace: string; readonly name: string; readonly uid: string },
  ): Promise<JsonObject>;
}

/** What the handlers of requests work with. */
export interface ServeContext {
  readonly api: DevApi;
  readonly access: Access;
  readonly reviews: Reviews;
  readonly openApi: OpenApi;
  readonly clock: Clock;
  readonly random: Random;
  /** Of this program, as /version tells it. */
  readonly version: string;
}
