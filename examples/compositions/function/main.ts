import { serve } from '@crossplane-org/function-sdk-typescript';
import { compose } from './compose.ts';

// Flags: --address, --insecure, --tls-server-certs-dir.
serve(compose, { name: 'function-platform' });
