import { field } from '@turnout/common/http';

export const gate = field.line(60);
