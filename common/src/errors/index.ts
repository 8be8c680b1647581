export { AppError, errorKinds, isAppError, toErrorBody } from './app-error.ts';
export type { ErrorBody, ErrorDetail, ErrorKind } from './app-error.ts';
