import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Express } from 'express';
import { showAvailability, streamAvailability } from './routes/availability.ts';
import { cancelOrder, nameAttendees, refundOrder } from './routes/change-order.ts';
import type { RouteDeps } from './routes/deps.ts';
import { placeOrder } from './routes/place-order.ts';
import { listOrders, showOrder } from './routes/read-orders.ts';
import { joinWaitingList, leaveWaitingList, listWaiting } from './routes/waiting-list.ts';
import { exportOrders, exportReport, showReport } from './routes/reports.ts';

export function createOrdersApp(deps: RouteDeps & Omit<AppOptions, 'name' | 'routes'>): Express {
  const make = [
    placeOrder,
    listOrders,
    exportOrders,
    showOrder,
    nameAttendees,
    cancelOrder,
    refundOrder,
    showAvailability,
    streamAvailability,
    exportReport,
    showReport,
    joinWaitingList,
    listWaiting,
    leaveWaitingList,
  ];
  return createApp({ ...deps, name: 'orders', routes: make.map((create) => create(deps)) });
}
