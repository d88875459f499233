package kind

import (
	"slices"
	"strings"
	"testing"
)

// TestWordsAreOfTheCatalogue holds words.txt to the catalogue.
func TestWordsAreOfTheCatalogue(t *testing.T) {
	for word, w := range wordTable() {
		if k := Lookup(word); k != nil {
			t.Errorf("%q is the id of a kind already", word)
		}
		for _, id := range w.Kinds {
			if Lookup(id) == nil {
				t.Errorf("%q means %q, which is no kind", word, id)
			}
		}
		told := 0
		for _, said := range []bool{w.Extends != "", len(w.Kinds) > 0, w.Instead.En != "" && w.Instead.Ko != ""} {
			if said {
				told++
			}
		}
		if told != 1 {
			t.Errorf("%q means no kind, none to extend and nothing instead, or several of them", word)
		}
		if w.Extends != "" && Lookup(w.Extends) == nil {
			t.Errorf("%q extends %q, which is no kind", word, w.Extends)
		}
	}
}

// TestWordsFollowTheCatalogue holds that a word finds the kind that was added since.
func TestWordsFollowTheCatalogue(t *testing.T) {
	for typ, want := range map[string]string{
		"AWS::SQS::Queue": "sqs-queue ", "AWS::ECS::Service": "ecs-service vector-db-ecs ", "AWS::EKS::Cluster": "eks-cluster ", "AWS::AmazonMQ::Broker": " lambda", "": " lambda",
	} {
		w := Word{Extends: "lambda", AWS: typ}.now()
		if got := strings.Join(w.Kinds, " ") + " " + w.Extends; got != want {
			t.Errorf("what has type %q means %q, want %q", typ, got, want)
		}
	}
}

// TestMeant is what people type, with what they mean.
func TestMeant(t *testing.T) {
	for word, want := range map[string]string{
		"alb": "load-balancer", "ALB": "load-balancer", "Application Load Balancer": "load-balancer", "nlb": "network-load-balancer",
		"cognito": "user-pool identity-pool", "route53": "hosted-zone", "Route 53": "hosted-zone", "fargate": "ecs-service",
		"ecs": "ecs-service", "ECS_Service": "ecs-service", "rds": "rds-mysql rds-postgres rds-mariadb aurora",
		"ec2": "ec2-instance ec2-fleet", "postgresql": "rds-postgres", "dynamodb": "dynamodb-table", "step-functions": "state-machine",
		"eventbridge": "event-bus", "amazon sqs": "sqs-queue", "nat": "nat-gateway", "igw": "internet-gateway", "tgw": "transit-gateway",
		"redis": "elasticache-redis", "s3": "s3-bucket", "aws_s3_bucket": "s3-bucket", "aws_lambda_function": "lambda", "kms": "kms-key",
		"AWS::Lambda::Function": "lambda", "aws::ecs::service": "ecs-service vector-db-ecs", "AWS::SQS::Queue": "sqs-queue",
		"AWS::SQS::QueuePolicy": "sqs-queue", "AWS::DynamoDB::GlobalTable": "dynamodb-table",
		"람다": "lambda", "로드 밸런서": "load-balancer", "버킷": "s3-bucket", "큐": "sqs-queue", "데이터베이스": "rds-mysql rds-postgres rds-mariadb aurora",
		"NAT 게이트웨이": "nat-gateway", "사용자 풀": "user-pool", "Amazon Aurora 클러스터": "aurora", "fluent bit": "fluent-bit",
		"subnet": "subnets", "cluster": "ecs-cluster", "sg": "security-group",
		"eks": "eks-cluster", "노드 그룹": "eks-node-group", "kafka": "msk-cluster",
		"AWS::MSK::Cluster": "msk-cluster", "쿠버네티스": "eks-cluster",
		"pod": "kubernetes-workload", "albs": "load-balancer", "Lambdas": "lambda", "Elastic Load Balancer": "load-balancer",
		"스텝펑션": "state-machine", "보안그룹": "security-group", "로그그룹": "log-group", "다이나모DB": "dynamodb-table",
		"파이어호스": "firehose", "레드시프트": "redshift", "시크릿 매니저": "secret", "데드레터 큐": "sqs-queue", "가드듀티": "threat-detection",
		"lambda@edge": "lambda", "dynamodb streams": "dynamodb-table", "daemonset": "kubernetes-workload", "eks fargate": "eks-node-group",
		"ingress controller": "load-balancer", "dxgw": "direct-connect", "tgw attachment": "transit-gateway", "sqs fifo": "sqs-queue",
		"SFTP": "extends network-load-balancer AWS::Transfer::Server", "app sync": "extends http-api AWS::AppSync::GraphQLApi",
		"게임리프트": "extends ec2-fleet AWS::GameLift::Fleet", "퀵사이트": "extends saas AWS::QuickSight::Dashboard",
		"mediaconvert": "extends batch-job AWS::MediaConvert::JobTemplate", "rabbit mq": "extends sqs-queue AWS::AmazonMQ::Broker",
		"라우팅 테이블": "instead", "NACL": "instead", "iam policy": "instead", "read replica": "instead", "spot": "instead", "": "", "lamdba": "", "AWS::No::Thing": "", "x": "", "-": "", "AWS::": "",
	} {
		w := Meant(word)
		got := strings.Join(w.Kinds, " ")
		if !w.Instead.IsZero() {
			got = "instead"
		}
		if w.Extends != "" {
			got = strings.TrimSpace("extends " + w.Extends + " " + w.AWS)
		}
		if got != want {
			t.Errorf("%q means %q, want %q", word, got, want)
		}
	}
}

// TestEveryTitleIsKnown holds that each kind is found by its titles and its types.
func TestEveryTitleIsKnown(t *testing.T) {
	catalogue := All()
	for i := range catalogue {
		k := &catalogue[i]
		for _, word := range append([]string{k.ID, strings.ToUpper(k.ID), k.Label.En, k.Label.Ko}, k.AWS...) {
			if !slices.Contains(Meant(word).Kinds, k.ID) {
				t.Errorf("%q does not lead to %s but to %v", word, k.ID, Meant(word))
			}
		}
	}
}
