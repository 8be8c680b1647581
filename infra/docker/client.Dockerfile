# The web app: Next.js, as its traced standalone server (production, default) or as `next dev` (dev).
#   docker build -f infra/docker/client.Dockerfile -t turnout-client .

FROM node:20-bookworm-slim AS node
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1

FROM node AS sources
COPY package.json package-lock.json .npmrc ./
COPY --chown=1000:1000 client/package.json client/
RUN --mount=type=cache,target=/root/.npm npm ci && chown 1000:1000 client
COPY tsconfig.base.json ./
COPY --chown=1000:1000 client client

FROM sources AS dev
WORKDIR /app/client
USER 1000:1000
RUN npm run predev
EXPOSE 3000
CMD ["node", "/app/node_modules/next/dist/bin/next", "dev"]

FROM sources AS build
ENV NEXT_OUTPUT=standalone
RUN npm run build --workspace client

FROM node AS production
ENV NODE_ENV=production
# The standalone server listens on $HOSTNAME, which a container runtime sets to the pod's name.
ENV HOSTNAME=0.0.0.0
COPY --from=build /app/client/.next/standalone ./
COPY --from=build /app/client/.next/static client/.next/static
COPY --from=build /app/client/public client/public
WORKDIR /app/client
USER 1000:1000
EXPOSE 3000
CMD ["node", "server.js"]
