# The server. No package runs an install script: better-sqlite3 includes its binaries.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY protocol/package.json protocol/
COPY client/package.json client/
COPY backend/package.json backend/
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace=backend --workspace=client

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# A new volume takes its owner from the folder at its mount point.
RUN mkdir data && chown node:node data
COPY --from=dependencies /app ./
COPY protocol protocol
# The terminal client runs from this image too.
COPY client client
COPY backend backend
USER node
EXPOSE 8091 8092
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8091/web/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "backend/src/main.ts"]
