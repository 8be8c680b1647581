export { isOutage } from './outage.ts';
export { outageAnswer, toErrorBody } from './to-error-body.ts';
export { AppError, errorKinds, isAppError } from './app-error.ts';
export type { ErrorBody, ErrorDetail, ErrorKind } from './app-error.ts';
