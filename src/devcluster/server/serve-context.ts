import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Access, Caller } from '../api/access.ts';
import type { DevApi } from '../api/dev-api.ts';
import type { JsonObject } from '../api/dev-object.ts';
import type { OpenApiDocuments } from '../openapi/create-open-api.ts';

/** What is created and not stored. */
export interface Reviews {
  /** Answers an access or identity review of the caller. Rejects with `StatusError`. */
  answer(review: JsonObject, caller: Caller, namespace: string | undefined): Promise<JsonObject>;
  /** Answers a TokenRequest for a ServiceAccount. Rejects with `StatusError`: 404 if it is not there. */
  issueToken(request: JsonObject, account: { readonly namespace: string; readonly name: string }): Promise<JsonObject>;
}

/** What the handlers of requests work with. */
export interface ServeContext {
  readonly api: DevApi;
  readonly access: Access;
  readonly reviews: Reviews;
  readonly openApi: OpenApiDocuments;
  readonly clock: Clock;
  readonly random: Random;
  /** Of this program, as /version tells it. */
  readonly version: string;
}
