# The image of `evenkeel run`: one bundled file on a base without a shell. Works as any user, on a read-only root.
# Where other registries serve the bases, name them: --build-arg BUILD_IMAGE=... --build-arg RUNTIME_IMAGE=...
ARG BUILD_IMAGE=node:24-bookworm-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json LICENSE ./
COPY hack/bundle.ts hack/bundle.ts
COPY src src
RUN npm run bundle

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="evenkeel" \
      org.opencontainers.image.description="A cloud resource controller: Kubernetes custom resources describe AWS networks and databases" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /build/dist/evenkeel.mjs /build/LICENSE /evenkeel/
# A number, so that Kubernetes can tell that it is not root (runAsNonRoot).
USER 65532:65532
ENV NODE_ENV=production
# What is freed goes back to the system: without it, what parsing the bundle took at the start stays for good.
ENV MALLOC_MMAP_THRESHOLD_=32768
# New objects live in 3 x 4 MB, not 3 x 32 and more, and old ones are collected when they have grown by 30%, not by 100 and more.
ENTRYPOINT ["/nodejs/bin/node", "--max-semi-space-size=4", "--heap-growing-percent=30", "/evenkeel/evenkeel.mjs", "run"]
