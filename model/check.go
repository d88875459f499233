package model

// check looks for what is wrong in sense though right in form. Each function
// looks at one thing only and may rely on ids being resolved or nil.
func (m *Model) check(r *reporter) {
	for _, look := range []func(*reporter){
		m.checkKinds, m.checkOwnKinds, m.checkFacts, m.checkPlaceFacts, m.checkGroupFacts,
		m.checkZones, m.checkNesting, m.checkAddresses, m.checkExposure,
		m.checkLifetimes, m.checkScaling, m.checkSchedules, m.checkAlarms, m.checkTasks, m.checkMatches, m.checkRenames,
		m.checkFlows, m.checkIncidents, m.checkEvents, m.checkCrossings, m.checkNever, m.checkPorts, m.checkTraffic,
		m.checkRetention, m.checkPartitions, m.checkPermissions, m.checkProcesses, m.checkAccepted, m.checkBounds,
		m.checkPrincipals, m.checkTimezones, m.checkUnused,
	} {
		look(r)
	}
}
