# ftcert, ftcheck and ftcheck.py on Debian 12: docker build -t ftcert . && docker run --rm -v "$PWD:/work" ftcert ftcheck claim.ftc
FROM debian:12-slim AS build
WORKDIR /source
COPY . .
RUN ./run package --build

FROM debian:12-slim
COPY --from=build /source/build/packages/ftcert_*.deb /source/build/packages/ftcheck_*.deb /packages/
RUN apt-get update -q && apt-get install -y -q --no-install-recommends python3 /packages/*.deb && \
    rm -rf /packages /var/lib/apt/lists/* && ln -s ../share/ftcert/ftcheck.py /usr/bin/ftcheck.py && useradd --no-create-home --shell /usr/sbin/nologin ftcert
USER ftcert
WORKDIR /work
CMD ["ftcert", "--help"]
