# gongwen as an image: a static program and nothing else, run by nobody in particular.
#
#   docker build -t gongwen .
#   docker run --rm -v "$PWD:/work" -u "$(id -u)" gongwen build 2024.yaml
#   docker run -p 8443:8443 -v gongwen:/var/lib/gongwen --hostname NAME gongwen serve --listen 0.0.0.0:8443 --tls self
#
# packaging/server has a compose file and a manifest for Kubernetes.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ENV CGO_ENABLED=0
RUN go build -trimpath -ldflags '-s -w' -o /out/gongwen ./cmd/gongwen \
 && mkdir -p /out/tmp /out/work /out/data && chmod 1777 /out/tmp && chmod 0700 /out/data

FROM scratch
LABEL org.opencontainers.image.title="gongwen" \
      org.opencontainers.image.description="Makes formal Chinese government reports: DOCX, PDF/A, HTML" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /out/gongwen /usr/bin/gongwen
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/LICENSE /src/NOTICE /usr/share/doc/gongwen/
COPY --from=build /src/fonts/licenses /usr/share/doc/gongwen/licenses
COPY --from=build --chmod=1777 /out/tmp /tmp
COPY --from=build --chown=65532:65532 /out/work /work
COPY --from=build --chown=65532:65532 --chmod=0700 /out/data /var/lib/gongwen
# The data of the page are in /var/lib/gongwen unless GONGWEN_DB says otherwise.
ENV XDG_DATA_HOME=/var/lib
VOLUME /var/lib/gongwen
EXPOSE 8443
STOPSIGNAL SIGTERM
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/gongwen"]
CMD ["--help"]
