package model

import "asbuilt/finding"

// Connection says that From opens a connection to To, what it carries and how
// it is protected.
type Connection struct {
	// ID is written as `id:`, or made from the ends: "from->to:port".
	ID       Value[string] `yaml:"id" doc:"Id of its own; needed only to tell parallel connections apart."`
	From     Ref           `yaml:"from" ref:"element/partition" req:"true" many:"true" doc:"Who opens it; a list writes one connection for each."`
	To       Ref           `yaml:"to" ref:"element/partition" req:"true" many:"true" doc:"Who answers; store/partition for a part of a store; a list writes one connection for each."`
	Kind     String        `yaml:"kind" enum:"request,data,event,deploy,observe,replicate,approve,admin" doc:"What it is for; request unless it says otherwise."`
	Label    Text          `yaml:"name" doc:"What is said on it, in a word or two."`
	Port     Port          `yaml:"port" doc:"Port of the answering side: 443, 3306/tcp."`
	Protocol String        `yaml:"protocol" doc:"What is spoken: https, grpc, mysql, redis, amqp."`
	TLS      Bool          `yaml:"tls" doc:"Whether it is encrypted on the way."`
	Auth     String        `yaml:"auth" enum:"jwt,oidc,iam,password,api-key,mtls,ssh,session,network,none" doc:"How the opener proves who it is."`
	Sends    []Ref         `yaml:"sends" ref:"data" doc:"Classes of data that go to To."`
	Receives []Ref         `yaml:"receives" ref:"data" doc:"Classes of data that come back."`
	Protect  *Protection   `yaml:"protect" doc:"What is masked, hashed or encrypted before it is sent."`
	Access   Ref           `yaml:"access" ref:"access" doc:"The least access level that may use it."`
	Rate     *Traffic      `yaml:"rate" doc:"How often it is used."`
	Via      []Ref         `yaml:"via" ref:"element" order:"true" doc:"What it passes through, in order: NAT, firewall, proxy, endpoint."`
	Event    *Event        `yaml:"event" doc:"What carries an event."`
	Because  Text          `yaml:"because" doc:"Why it is as it is."`
	Decision []Cited       `yaml:"decisions" doc:"The decision records behind it: numbers, or paths below the folder of records."`
	Lifetime
	Position finding.Position `yaml:"-"`

	// Derived is set on connections that follow from declared facts (image
	// pull, log delivery, secret and key use) and were not written by hand.
	Derived bool `yaml:"-"`

	// stated is what the model itself says of the lifetime.
	stated Lifetime
}

// Opener is the end that opens the network connection: From, or for an event
// that its consumer polls, To.
func (c *Connection) Opener() Ref {
	if c.Event != nil && c.Event.Opens.V == "consumer" {
		return c.To
	}
	return c.From
}

// Answerer is the end that [Connection.Opener] is not.
func (c *Connection) Answerer() Ref {
	if c.Opener() == c.From {
		return c.To
	}
	return c.From
}

// Stated is the lifetime that the model itself gives the connection, without what
// follows from its ends.
func (c *Connection) Stated() Lifetime { return c.stated }

// Event says what carries an event from one element to another.
type Event struct {
	By    String `yaml:"by" enum:"rule,subscription,event-source-mapping,notification,pipe,schedule,redrive" doc:"What carries it; a consumer that polls by itself needs none."`
	Opens String `yaml:"opens" enum:"producer,consumer" doc:"Who opens the connection; consumer for pollers."`
}

// Traffic is how much comes in.
type Traffic struct {
	Typical Rate `yaml:"typical" doc:"On a usual day."`
	Peak    Rate `yaml:"peak" doc:"At the worst time."`
}
