// Field shapes that recur in messages.
import { z } from 'zod';

export const id = z.string().min(1).max(64);
export const instant = z.iso.datetime();
export const cents = z.int().min(0);
export const currency = z.string().regex(/^[A-Z]{3}$/);
export const count = z.int().min(0);
export const version = z.int().min(1);
