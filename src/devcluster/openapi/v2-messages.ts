/**
 * How a value of the v2 document is encoded: a scalar, a message, a list (one field an item), an object as a list of
 * `{name = 1, value = 2}`, or `any`: JSON text in a message of its own. `wrapped` puts a value into one more message, whose
 * only field has this number; `select` takes the first for objects and the second for anything else.
 */
export type Encoding =
  | 'string'
  | 'bool'
  | 'int'
  | 'double'
  | 'any'
  | { readonly message: () => V2Message }
  | { readonly list: Encoding }
  | { readonly named: Encoding }
  | { readonly wrapped: readonly [number: number, encoding: Encoding] }
  | { readonly select: readonly [object: Encoding, other: Encoding] };

/** A message of gnostic's openapi.v2: members of the JSON, with field number and encoding; members that begin with `x-` go into `extensions`. */
export interface V2Message {
  readonly fields: Readonly<Record<string, readonly [number: number, encoding: Encoding]>>;
  readonly extensions?: number;
}

const strings: Encoding = { list: 'string' };
const schemaMessage: Encoding = { message: () => schema };

// Field numbers are those of OpenAPIv2.proto in github.com/google/gnostic-models.
const schema: V2Message = {
  fields: {
    $ref: [1, 'string'],
    format: [2, 'string'],
    title: [3, 'string'],
    description: [4, 'string'],
    multipleOf: [6, 'double'],
    maximum: [7, 'double'],
    exclusiveMaximum: [8, 'bool'],
    minimum: [9, 'double'],
    exclusiveMinimum: [10, 'bool'],
    maxLength: [11, 'int'],
    minLength: [12, 'int'],
    pattern: [13, 'string'],
    maxItems: [14, 'int'],
    minItems: [15, 'int'],
    uniqueItems: [16, 'bool'],
    maxProperties: [17, 'int'],
    minProperties: [18, 'int'],
    required: [19, strings],
    enum: [20, { list: 'any' }],
    additionalProperties: [21, { select: [{ wrapped: [1, schemaMessage] }, { wrapped: [2, 'bool'] }] }],
    type: [22, { wrapped: [1, 'string'] }],
    items: [23, { wrapped: [1, schemaMessage] }],
    properties: [25, { wrapped: [1, { named: schemaMessage }] }],
    example: [30, 'any'],
  },
  extensions: 31,
};

const queryParameter: V2Message = { fields: { in: [2, 'string'], description: [3, 'string'], name: [4, 'string'], type: [6, 'string'] } };
/** Parameter, of those the ones outside the body, of those the ones in the query. */
const parameter: Encoding = { wrapped: [1, { wrapped: [2, { wrapped: [3, { message: () => queryParameter }] }] }] };
const response: V2Message = { fields: { description: [1, 'string'], schema: [2, { wrapped: [1, schemaMessage] }] } };

const operation: V2Message = {
  fields: {
    description: [3, 'string'],
    produces: [6, strings],
    consumes: [7, strings],
    parameters: [8, { list: parameter }],
    responses: [9, { wrapped: [1, { named: { wrapped: [1, { message: () => response }] } }] }],
  },
  extensions: 13,
};

const operationMessage: Encoding = { message: () => operation };

const pathItem: V2Message = {
  fields: {
    get: [2, operationMessage],
    put: [3, operationMessage],
    post: [4, operationMessage],
    delete: [5, operationMessage],
    patch: [8, operationMessage],
  },
};

const info: V2Message = { fields: { title: [1, 'string'], version: [2, 'string'] } };

/** openapi.v2.Document. */
export const document: V2Message = {
  fields: {
    swagger: [1, 'string'],
    info: [2, { message: () => info }],
    paths: [8, { wrapped: [2, { named: { message: () => pathItem } }] }],
    definitions: [9, { wrapped: [1, { named: schemaMessage }] }],
  },
};
