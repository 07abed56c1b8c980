import { Environment } from '@marcbachmann/cel-js';
import { addListFunctions } from './list-functions.ts';
import { addNetworkFunctions } from './network-functions.ts';
import { addQuantityFunctions } from './quantity-functions.ts';
import { addTextFunctions } from './text-functions.ts';
import { addUrlFunctions } from './url-functions.ts';

let library: Environment | undefined;

/** What rules can call beside CEL's own: Kubernetes' functions, as far as they are here. Made at first use. */
export function celLibrary(): Environment {
  library ??= build();
  return library;
}

function build(): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  addTextFunctions(environment);
  addListFunctions(environment);
  addUrlFunctions(environment);
  addNetworkFunctions(environment);
  addQuantityFunctions(environment);
  return environment;
}
