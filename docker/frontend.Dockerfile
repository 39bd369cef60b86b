# The web client, built for `targetEnv` (dev or prod), behind the front proxy. The proxy's template and settings are
# mounted, so that changing them needs a restart and no build.
FROM node:24-bookworm-slim AS build
ARG targetEnv=prod
WORKDIR /app
COPY package.json package-lock.json tsconfig.base.json ./
COPY protocol/package.json protocol/
COPY client/package.json client/
COPY frontend/package.json frontend/
RUN npm ci --ignore-scripts --no-audit --no-fund --workspace=frontend
COPY protocol protocol
COPY client client
COPY frontend frontend
# Angular calls its configurations by their long names.
RUN case "$targetEnv" in dev) configuration=development ;; prod) configuration=production ;; *) exit 1 ;; esac \
  && cd frontend && npx ng build --configuration="$configuration" && node tools/precompress.ts

FROM nginx:stable
COPY nginx/snippets /etc/nginx/snippets
COPY --from=build /app/frontend/dist/browser /usr/share/nginx/html
