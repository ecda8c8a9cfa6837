using Berth.Audit.Findings;
using Berth.Model.Protocols;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static IEnumerable<Case> Databases =>
    [
        new("db-wide", "postgres on all addresses", Severity.High, Answering($"{Wide}:5432", "postgresql")),
        new("db-wide", "postgres on an odd port", Severity.High, Answering($"{Wide}:7777", "postgresql")),
        new("db-wide", "postgres on loopback", null, Answering($"{Local}:5432", "postgresql")),
        new("db-wide", "redis whose protected mode refuses the others", null, Answering($"{Wide}:6379", "redis", Authentication.None, ("protected-mode", "yes"))),
        new("db-wide", "redis with a password", Severity.High, Answering($"{Wide}:6379", "redis", Authentication.Required)),
        new("db-wide", "http on the port of postgres", null, Answering($"{Wide}:5432", "http")),
        new("pg-trust", "trust for the network", Severity.Critical, Answering($"{Wide}:5432", "postgresql", Authentication.None)),
        new("pg-trust", "trust on loopback", Severity.Low, Answering($"{Local}:5432", "postgresql", Authentication.None)),
        new("pg-trust", "a password", null, Answering($"{Wide}:5432", "postgresql", Authentication.Required)),
        new("redis-noauth", "no password, no protected mode", Severity.Critical, Answering($"{Wide}:6379", "redis", Authentication.None, ("protected-mode", "no"))),
        new("redis-noauth", "protected mode refuses the others", null, Answering($"{Wide}:6379", "redis", Authentication.None, ("protected-mode", "yes"))),
        new("redis-noauth", "a password", null, Answering($"{Wide}:6379", "redis", Authentication.Required)),
        new("redis-noauth", "on loopback", null, Answering($"{Local}:6379", "redis", Authentication.None, ("protected-mode", "no"))),
        new("memcached-open", "on all addresses", Severity.High, Answering($"{Wide}:11211", "memcached")),
        new("memcached-open", "on loopback", null, Answering($"{Local}:11211", "memcached")),
        new("mongo-noauth", "lists its databases", Severity.Critical, Answering($"{Wide}:27017", "mongodb", Authentication.None)),
        new("mongo-noauth", "asks for a login", null, Answering($"{Wide}:27017", "mongodb", Authentication.Required)),
        new("es-open", "answers with a cluster", Severity.Critical, Api($"{Wide}:9200", "elasticsearch", Authentication.None)),
        new("es-open", "asks for a login", null, Api($"{Wide}:9200", "elasticsearch", Authentication.Required)),
        new("broker-open", "nats without a login", Severity.High, Answering($"{Wide}:4222", "nats", Authentication.None)),
        new("broker-open", "amqp asks for a login", Severity.Medium, Answering($"{Wide}:5672", "amqp", Authentication.Required)),
        new("broker-open", "kafka", Severity.High, Answering($"{Wide}:9092", "kafka")),
        new("broker-open", "nats with a login", null, Answering($"{Wide}:4222", "nats", Authentication.Required)),
        new("broker-open", "nats on loopback", null, Answering($"{Local}:4222", "nats", Authentication.None)),
        new("coord-open", "etcd", Severity.Critical, Api($"{Wide}:2379", "etcd")),
        new("coord-open", "zookeeper", Severity.Critical, Answering($"{Wide}:2181", "zookeeper")),
        new("coord-open", "consul on loopback", null, Api($"{Local}:8500", "consul")),
    ];
}
